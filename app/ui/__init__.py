"""What everything on a page is made with: fields, languages, numbers, formulas, components."""
