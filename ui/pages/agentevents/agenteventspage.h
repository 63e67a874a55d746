#pragma once

#include "ui/collection/collectionpage.h"
#include "ui/pages/tabs/pageservices.h"

namespace gatehouse::ui {

/// Every call of an AI system: how long it took, what it used and cost; and the ways to the calls
/// and events of its trace.
CollectionPage *makeAgentEventsPage(const PageServices &services, QWidget *parent);

} // namespace gatehouse::ui
