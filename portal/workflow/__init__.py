"""What the site itself keeps: its own texts, and the words by which things are found."""
