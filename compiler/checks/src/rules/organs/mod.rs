//! Who decides, where, and through which channel.

mod delegation;

family! {
    matter { m100 m101 m102 m103 m106 m107 m108 m109 m111 m112 m113 }
    asking {  }
    catalogue {  }
    catalogue_too { m112 }
}
