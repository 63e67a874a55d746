#pragma once

#include "ui/collection/collectionpage.h"
#include "ui/pages/tabs/pageservices.h"

namespace gatehouse::ui {

/// The active secrets of all sources and tenants, and beside them the rotation of the one that is
/// selected; see RotationTab. Object name: button-addSecret.
CollectionPage *makeSecretsPage(const PageServices &services, QWidget *parent);

collection::Filter activeSecrets();
/// Of the active secrets that are due.
collection::Filter dueSecrets();

} // namespace gatehouse::ui
