//! Conditions and prior results.

family! {
    matter { m042 m043 m049 }
    asking { m041 m048 }
    catalogue {  }
}
