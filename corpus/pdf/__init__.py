"""PDF files in, paper text out."""
