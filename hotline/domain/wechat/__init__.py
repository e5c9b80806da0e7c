"""The WeChat official account as it is documented: signatures, encryption, pushes, answers."""
