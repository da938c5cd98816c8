//! What must be handed in.

family! {
    matter { m060 m061 m066 m068 m069 m070 m073 m074 m075 }
    asking { m067 }
    catalogue {  }
    asking_too { m060 }
}
