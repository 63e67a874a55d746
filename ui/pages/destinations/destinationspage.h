#pragma once

#include "ui/collection/collectionpage.h"
#include "ui/pages/tabs/pageservices.h"

namespace gatehouse::ui {

/// Where deliveries go, and the rotation of what they are signed with: a new secret is made here
/// and copied to the receiver before it signs, the former one is kept for the way back, and the tab
/// Signing says what came of the deliveries since.
CollectionPage *makeDestinationsPage(const PageServices &services, QWidget *parent);
CollectionPage *makeDestinationsPage(const CollectionServices &services, QWidget *parent);

} // namespace gatehouse::ui
