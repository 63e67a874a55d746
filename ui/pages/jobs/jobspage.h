#pragma once

#include "ui/collection/collectionpage.h"
#include "ui/pages/tabs/pageservices.h"

namespace gatehouse::ui {

CollectionPage *makeJobsPage(const PageServices &services, QWidget *parent);

} // namespace gatehouse::ui
