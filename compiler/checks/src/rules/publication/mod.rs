//! What must be published and how it is written.

family! {
    matter { m124 m125 m126 m129 m130 }
    asking {  }
    catalogue {  }
}
