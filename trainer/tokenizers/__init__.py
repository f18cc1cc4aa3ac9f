"""Small tokenizers in the forms of the families that reward models use, and what they give for many texts."""
