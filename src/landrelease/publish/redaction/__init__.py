"""What each audience may see: fields, texts, outlines, counts and dates; pure functions, no database and no clock."""
