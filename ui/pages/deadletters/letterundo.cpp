#include "ui/pages/deadletters/letterundo.h"

#include "services/core/whendone.h"
#include "ui/collection/collectionpage.h"

#include <QAction>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostUndone = 100;

} // namespace

LetterUndo::LetterUndo(AdminClient &api, CollectionPage *page)
    : QObject(page)
    , m_api(api)
    , m_page(page)
    , m_command(
          page->addPageCommand(u"undo"_s, tr("Undo discard"), u"edit-undo"_s, Qt::Key_U, true))
{
    connect(m_command, &QAction::triggered, this, &LetterUndo::undo);
    connect(page, &CollectionPage::acted, this,
            [this](const collection::Action &action, const Uuid &row) {
                if (action.id != u"discard"_s)
                    return;
                m_discarded.push_back(row);
                if (m_discarded.size() > mostUndone)
                    m_discarded.erase(m_discarded.begin());
                offer();
            });
    offer();
}

void LetterUndo::offer()
{
    m_command->setVisible(!m_discarded.empty());
}

void LetterUndo::undo()
{
    if (m_discarded.empty())
        return;
    const Uuid letter = m_discarded.back();
    m_discarded.pop_back();
    offer();
    const QString path = u"dlq/%1/undo"_s.arg(QString::fromStdString(letter.toString()));
    whenDone(m_api.post(path, {{u"reason"_s, tr("undone in the console")}}), this,
             [this, letter](const Result<QJsonObject> &answer) {
                 m_page->refresh();
                 if (answer)
                     return m_page->showOutcome(tr("The dead letter is open again"));
                 m_page->showFailure(tr("The discard was not undone"), answer.error());
                 if (answer.error().kind == ErrorKind::Unavailable) { // and may be the next time
                     m_discarded.push_back(letter);
                     offer();
                 }
             });
}

} // namespace gatehouse::ui
