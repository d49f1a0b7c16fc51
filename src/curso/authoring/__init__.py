"""From one bilingual lesson source to notebooks in two languages: parser, builder, linter."""
