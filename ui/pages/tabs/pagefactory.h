#pragma once

#include "ui/collection/collectionpage.h"
#include "ui/pages/tabs/pageservices.h"
#include "ui/pages/tabs/tabfactory.h"

namespace gatehouse::ui {

/// From the database, or the API where there is none.
std::shared_ptr<DetailReader> makeDetailReader(const PageServices &services);

/// A collection's page with the tabs of eventTabs(), read by such a reader.
CollectionPage *makeCollectionPage(const collection::Descriptor &descriptor,
                                   const TabColumns &columns, const PageServices &services,
                                   QWidget *parent);

} // namespace gatehouse::ui
