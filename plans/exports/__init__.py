"""Parts of a plan as files that spreadsheets open."""
