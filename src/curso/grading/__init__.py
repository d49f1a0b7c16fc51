"""From submissions to marks, feedback and a picture of the class, over nbgrader."""
