"""Records onto paper: PDF in the format of GB/T 9704-2012. reportlab and fonts are loaded when first needed."""
