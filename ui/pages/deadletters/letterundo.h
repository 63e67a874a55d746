#pragma once

#include "services/admin_api/adminclient.h"
#include "services/core/uuid.h"

#include <QObject>

#include <vector>

class QAction;

namespace gatehouse::ui {

class CollectionPage;

/// "Undo": opens the dead letters again that were discarded on this page, the last one first. There
/// while there is one. A letter that was re-enqueued is on its way, which nothing undoes.
///
/// Object name: button-undo.
class LetterUndo : public QObject
{
    Q_OBJECT

public:
    /// Belongs to the page and adds its command to it. `api` outlives it.
    LetterUndo(AdminClient &api, CollectionPage *page);

private:
    void undo();
    void offer();

    AdminClient &m_api;
    CollectionPage *m_page;
    QAction *m_command;
    std::vector<Uuid> m_discarded; ///< the last one last
};

} // namespace gatehouse::ui
