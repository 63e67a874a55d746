#pragma once

#include "ui/collection/collectionpage.h"
#include "ui/pages/tabs/pageservices.h"

namespace gatehouse::ui {

/// Every try of every job: what was sent, what came back, and the ways to its event, its job and
/// its destination.
CollectionPage *makeDeliveriesPage(const PageServices &services, QWidget *parent);

} // namespace gatehouse::ui
