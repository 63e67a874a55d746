#pragma once

#include "ui/collection/collectionpage.h"
#include "ui/pages/tabs/pageservices.h"

namespace gatehouse::ui {

/// What came of each item of bulk operations; with an operation in the filter, that one's pace
/// above them.
CollectionPage *makeBulkItemsPage(const PageServices &services, QWidget *parent);

/// Goes to the items of an operation, on their page.
std::function<void(const QString &operationId)> openBulkItems(const PageServices &services);

} // namespace gatehouse::ui
