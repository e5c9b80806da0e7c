"""What is coming: the volume of the next days and hours, with intervals, and how well past
forecasts would have done.
"""
