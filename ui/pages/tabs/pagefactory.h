#pragma once

#include "ui/collection/collectionpage.h"
#include "ui/pages/tabs/pageservices.h"
#include "ui/pages/tabs/tabfactory.h"

namespace gatehouse::ui {

/// A collection's page with the tabs of eventTabs(), reading from the database, or the API where
/// there is none.
CollectionPage *makeCollectionPage(const collection::Descriptor &descriptor,
                                   const TabColumns &columns, const PageServices &services,
                                   QWidget *parent);

} // namespace gatehouse::ui
