//! Codes and names that tell matters apart.

family! {
    matter { m001 m002 m003 m004 m005 m006 m007 m008 }
    asking {  }
    catalogue { m010 m011 m012 m013 }
    catalogue_too { m003 }
}
