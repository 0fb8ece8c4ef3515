"""What every page is made with: tables, exports, form fields, labels, and documents as PDF and DOCX."""
