//! Who decides, where, and through which channel.

family! {
    matter { m100 m101 m102 m106 m107 m109 m112 }
    asking {  }
    catalogue {  }
}
