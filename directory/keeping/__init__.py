"""What the pages of all keepers share, whether they keep one listing or the whole."""
