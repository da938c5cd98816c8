//! The runtime for Python: an open release that answers requests in JSON. The methods with names and types are in `python/matter`.
//!
//! The interpreter's lock is given up while an image is opened and while a request is answered. Knows neither requests nor answers.

use std::sync::{PoisonError, RwLock};

use matter_answers::{Operation, Refusal, ask};
use matter_runtime::{Catalogue, Language};
use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

create_exception!(matter_native, Refused, PyException, "Code, sentence in Chinese, sentence in English.");

fn refused(refusal: &Refusal) -> PyErr {
    Refused::new_err((refusal.code(), refusal.text(Language::Zh), refusal.text(Language::En)))
}

fn closed() -> PyErr {
    Refused::new_err(("P001", "目录已经关闭", "the catalogue is closed"))
}

/// An open release.
#[pyclass(frozen, module = "matter.matter_native")]
struct Release {
    catalogue: RwLock<Option<Catalogue>>,
}

#[pymethods]
impl Release {
    /// Opens the bytes of an image; they are copied.
    #[new]
    fn new(python: Python<'_>, image: &[u8]) -> PyResult<Self> {
        let image = image.to_vec();
        let catalogue = python.detach(|| Catalogue::open(image)).map_err(|error| refused(&Refusal::Runtime(error)))?;
        Ok(Self { catalogue: RwLock::new(Some(catalogue)) })
    }

    /// Answers a request of an operation.
    fn ask(&self, python: Python<'_>, operation: &str, request: &str) -> PyResult<String> {
        let open = self.catalogue.read().unwrap_or_else(PoisonError::into_inner).clone();
        let catalogue = open.ok_or_else(closed)?;
        let answer = python.detach(|| ask(&catalogue, Operation::named(operation)?, request.as_bytes()));
        answer.map_err(|refusal| refused(&refusal))
    }

    /// Closes the release; answers that are under way are finished. Whether it was open.
    fn close(&self) -> bool {
        self.catalogue.write().unwrap_or_else(PoisonError::into_inner).take().is_some()
    }

    /// Whether it is closed.
    #[getter]
    fn closed(&self) -> bool {
        self.catalogue.read().unwrap_or_else(PoisonError::into_inner).is_none()
    }
}

/// The native part of the package `matter`.
#[pymodule]
fn matter_native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("Refused", module.py().get_type::<Refused>())?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<Release>()
}
