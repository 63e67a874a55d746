#pragma once

#include "ui/collection/collectionpage.h"
#include "ui/pages/tabs/pageservices.h"

namespace gatehouse::ui {

/// The active secrets of all sources and tenants, and beside them the rotation of the one that is
/// selected; see RotationTab. Object name: button-addSecret.
CollectionPage *makeSecretsPage(const PageServices &services, QWidget *parent);

/// Of the secrets that are due, for the sidebar.
collection::Filter dueSecrets();

} // namespace gatehouse::ui
