"""People who are not there: delegates and interpreters as real participants of a sitting.

They use the room's own addresses and the media engine as a browser does, so that one person alone
can watch, take the floor, lead or interpret. What they say is made up.
"""
