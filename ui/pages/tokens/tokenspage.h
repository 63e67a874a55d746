#pragma once

#include "ui/collection/collectionpage.h"
#include "ui/pages/tabs/pageservices.h"

namespace gatehouse::ui {

/// Who may use the admin API: tokens are added, replaced (both are valid meanwhile) and revoked.
/// Read through the API alone, which shows each only the tokens within its own scope.
CollectionPage *makeTokensPage(const PageServices &services, QWidget *parent);
CollectionPage *makeTokensPage(const CollectionServices &services, QWidget *parent);

} // namespace gatehouse::ui
