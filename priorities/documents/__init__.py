"""What is made of evidence, without any request: series, comparisons, candidates, rankings."""
