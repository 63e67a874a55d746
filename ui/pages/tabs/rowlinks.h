#pragma once

#include "ui/collection/collectionpage.h"
#include "ui/pages/tabs/pageservices.h"

namespace gatehouse::ui {

// Buttons below the detail that lead from a row to what it belongs to, on its own page. A row
// without it says so.

/// "open-event", O: by event_id.
void addLinkToEvent(CollectionPage &page, const PageServices &services);
/// "open-job", B: by job_id.
void addLinkToJob(CollectionPage &page, const PageServices &services);
/// "open-destination", D: by destination_id.
void addLinkToDestination(CollectionPage &page, const PageServices &services);
/// "open-deliveries", L: all tries of the job that the row is.
void addLinkToDeliveries(CollectionPage &page, const PageServices &services);

} // namespace gatehouse::ui
