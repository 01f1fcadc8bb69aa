"""What a pull request changes for readers: data, made by comparing two editions of a guide."""
