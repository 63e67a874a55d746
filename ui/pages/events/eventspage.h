#pragma once

#include "ui/collection/collectionpage.h"
#include "ui/pages/tabs/pageservices.h"

namespace gatehouse::ui {

CollectionPage *makeEventsPage(const PageServices &services, QWidget *parent);

} // namespace gatehouse::ui
