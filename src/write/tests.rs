//! The writers: escaping, templates, and what is said about mistakes in them.


