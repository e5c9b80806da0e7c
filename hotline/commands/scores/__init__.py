"""`hotline score`: points of units from a table or from casework."""
