#pragma once

#include "services/admin_api/adminclient.h"
#include "services/core/clock.h"
#include "services/postgres/connection.h"
#include "services/replay/fixture.h"
#include "ui/collection/collectionservices.h"
#include "ui/pages/tabs/detailreader.h"
#include "ui/shell/environment.h"
#include "ui/widgets/displayoptions.h"

namespace gatehouse::ui {

/// Goes to where those events are sent again.
using OpenReplay = std::function<void(const std::vector<replay::Fixture> &events)>;

/// What the pages are made from. What is referred to outlives them.
struct PageServices
{
    postgres::Connection *database; ///< nullptr: there is none, all is read through the API
    AdminClient &api;
    const Clock &clock;
    widgets::DisplayOptions &display;
    /// Asked each time: the gateway may say it later.
    std::function<Environment()> environment;
    /// Who works here; nothing until whoami has answered.
    std::function<std::optional<Whoami>()> actor;
    /// Where the rows of a collection come from: Postgres, or the API for a token without it.
    std::function<std::shared_ptr<collection::Source>(const collection::Descriptor &)> source;
    /// Of a collection over time; gives nullptr where that is not shown.
    std::function<std::shared_ptr<histogram::HistogramSource>(const collection::Descriptor &)>
        histogram = {};
    /// The values that its columns have, for who writes a filter.
    std::function<std::shared_ptr<completion::ValueSource>(const collection::Descriptor &)> values =
        {};
    tasks::TaskList *tasks = nullptr; ///< long work is listed there; nullptr: nowhere
    OpenRow openRow = {};
    /// Goes to those rows of another page.
    std::function<void(const QString &pageId, const collection::Filter &filter)> openFilter = {};
    OpenWorkbench openWorkbench = {};
    OpenReplay openReplay = {}; ///< without it events are not sent again
};

/// What a collection's page takes of it.
CollectionServices collectionServices(const PageServices &services,
                                      const collection::Descriptor &descriptor);

} // namespace gatehouse::ui
