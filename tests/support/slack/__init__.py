"""The workspace in a box as a world of journeys, heard over Socket Mode or HTTP."""
