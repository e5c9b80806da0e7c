"""The common base of bodies, under the name that the modules of the API use."""

from hotline.web.body import Body

__all__ = ["Body"]
