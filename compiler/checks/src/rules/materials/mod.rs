//! What must be handed in.

family! {
    matter { m066 m068 m069 m074 m075 }
    asking { m067 }
    catalogue {  }
}
