"""A second platform, as awkward as they come, so that the core learns nothing from Slack alone.

No form opens from a command; a form has no errors by field; everything that comes in is a string, and what is
empty is absent; ids hold colons, semicolons, at signs and blanks; some people cannot be messaged; everything
heard is heard again a second later under a new id; answers are shown late.
"""
