//! What must be published and how it is written; figures and their arithmetic.

mod figures;

family! {
    matter { m124 m125 m126 m129 m130 }
    asking {  }
    catalogue { m121 m122 m123 }
}
