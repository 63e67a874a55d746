#pragma once

#include "services/admin_api/adminclient.h"
#include "ui/pages/alerts/entrykind.h"
#include "ui/shell/environment.h"

#include <QDialog>
#include <QPointer>

#include <optional>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace gatehouse::ui {

class EntryForm;

/// A list of the admin API, each entry with its fields: they are added, changed, removed and, where
/// there is something to try, tried. What was changed is saved together, with a reason; who removes
/// one is asked (ActionDialog), once all else is saved; who lacks the capability may look.
/// Window-modal; open it with open(); deletes itself.
///
/// Object names: "<id>Dialog" (alertRulesDialog); entryList, entryForm (see EntryForm), addEntry,
/// removeEntry, tryEntry, entriesReason, entriesProblem, saveEntries, closeEntries.
class EntriesDialog : public QDialog
{
    Q_OBJECT

public:
    /// `api` outlives it. `actor`: nothing until whoami has answered.
    EntriesDialog(EntryKind kind, AdminClient &api, const std::optional<Whoami> &actor,
                  const Environment &environment, QWidget *parent);

    /// Closes when nothing is unsaved, or when it was said before that something is.
    void reject() override;

private:
    struct Entry
    {
        QJsonObject value; ///< as it stands here
        std::optional<QJsonObject> stored = {}; ///< as the gateway has it; nothing: it is new
        bool isChanged = false;
    };

    QWidget *makeList();
    QWidget *makeSide();
    QWidget *makeFoot();
    void read(const QString &chosen = {});
    void take(const QJsonObject &answer, const QString &chosen);
    void choose(int row);
    void noteEdit();
    void showRow(int row);
    void add();
    void remove();
    void askToRemove(const Entry &entry);
    void tryOut();
    void save();
    void updateButtons();
    void say(const QString &text);
    int current() const;
    int changes() const;
    QString problem() const;
    QString reason() const;
    /// Why the current entry cannot be removed; empty: it can.
    QString whyKept() const;
    /// A POST; then all is read anew.
    void post(const EntryCall &call, const QString &reason, const QString &chosen);
    void setBusy(bool isBusy);

    const EntryKind m_kind;
    AdminClient &m_api;
    const Environment m_environment;
    bool m_mayChange = false;
    bool m_isBusy = true; ///< until all is read
    bool m_hasWarned = false; ///< that something is unsaved
    QPointer<QWidget> m_focused; ///< when the gateway was asked
    std::vector<Entry> m_entries;
    QListWidget *m_list = nullptr;
    EntryForm *m_form = nullptr;
    QLabel *m_problem = nullptr;
    QLineEdit *m_reason = nullptr;
    QPushButton *m_remove = nullptr, *m_add = nullptr, *m_try = nullptr, *m_save = nullptr;
};

} // namespace gatehouse::ui
