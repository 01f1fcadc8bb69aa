"""`fieldguide lab serve`: readers run exchanges in their own browser, on their own machine."""
