//! What must be handed in.

family! {
    matter { m066 m067 m068 m069 m074 m075 }
    catalogue {  }
}
