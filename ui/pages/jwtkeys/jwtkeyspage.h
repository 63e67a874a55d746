#pragma once

#include "ui/collection/collectionpage.h"
#include "ui/pages/tabs/pageservices.h"

namespace gatehouse::ui {

/// The keys that the WordPress bridge's bearer tokens are verified with, their public halves to
/// copy, and their rotation by what each one verified.
CollectionPage *makeJwtKeysPage(const PageServices &services, QWidget *parent);
CollectionPage *makeJwtKeysPage(const CollectionServices &services, QWidget *parent);

} // namespace gatehouse::ui
