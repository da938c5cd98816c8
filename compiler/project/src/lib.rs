//! The only crate that reads files: manifest, folder, dependencies, standard library.
