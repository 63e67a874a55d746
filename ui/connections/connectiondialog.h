#pragma once

#include "services/connections/credentialstore.h"
#include "services/connections/profile.h"
#include "services/core/clock.h"
#include "ui/connections/profileform.h"
#include "ui/connections/testview.h"

#include <QDialog>
#include <QListWidget>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace gatehouse::ui {

/// The saved connections: make, change, copy, delete, import, export and test them, and choose the
/// one to open. Nothing in it blocks. What was changed is a draft until it is saved; another
/// connection's draft waits while one is looked at.
///
/// Object names: connectionDialog; connectionList, addConnection, copyConnection, removeConnection,
/// importConnections, exportConnection; connectionNotice; passphraseField, unlockButton;
/// cancelButton, saveButton, connectButton. See ProfileForm and TestView.
class ConnectionDialog : public QDialog
{
    Q_OBJECT

public:
    /// `clock` outlives it. `current` is the connection that is open; may be empty.
    ConnectionDialog(ConnectionProfiles profiles, const Clock &clock, const QString &current,
                     QWidget *parent = nullptr);
    ~ConnectionDialog() override;

    /// Where secrets are kept, once it is known; until then none can be saved.
    void setStore(std::shared_ptr<CredentialStore> store);

    /// The dialog's own questions, apart from where the files come from.
    void importFrom(const QString &file);
    void exportTo(const QString &file);

signals:
    /// It is saved.
    void connectRequested(const gatehouse::ConnectionProfile &profile);

private:
    struct Draft
    {
        ConnectionProfile profile;
        bool isNew = false;
        bool isChanged = false;
        int id = 0; ///< in this dialog; its place in the list may change
    };
    QWidget *makeList();
    QWidget *makeRight();
    void addPassphrase(QVBoxLayout *layout);
    QWidget *makeFoot();
    QPushButton *addSmall(QHBoxLayout *row, const QString &name, const QString &icon,
                          const QString &text);
    void load(const QString &current);
    void addDraft(ConnectionProfile profile, bool isNew);
    void showItem(int index);
    void select(int index);
    void takeForm();
    void updateButtons();
    void add();
    void copy();
    void askRemove();
    void remove();
    void chooseImport();
    void chooseExport();
    void saveImported(const QList<ConnectionProfile> &profiles);
    void save(bool connects);
    void saveSecrets(const ConnectionProfile &profile, const std::function<void()> &next);
    void removeSecrets(const ConnectionProfile &profile, const std::function<void()> &next);
    void forgetSecrets(const ConnectionProfile &profile);
    void saved(int draft, const ConnectionProfile &profile, bool connects);
    void removeProfile(int draft);
    void setBusy(int draft);
    int indexOf(int draft) const;
    void test();
    void runTest(const ConnectionProfile &profile, const Result<Credentials> &credentials);
    void unlock();
    void updateStore();
    void showFailure(const QString &title, const Error &error);
    QStringList names() const;

    ConnectionProfiles m_profiles;
    const Clock &m_clock;
    std::shared_ptr<CredentialStore> m_store;
    QList<Draft> m_drafts; ///< in the order of the list
    int m_selected = -1;
    int m_lastDraft = 0;
    int m_busy =
        0; ///< the draft whose secrets are on their way; 0: none. It is left alone meanwhile
    QListWidget *m_list = nullptr;
    ProfileForm *m_form = nullptr;
    TestView *m_testView = nullptr;
    widgets::NoticeStrip *m_notice = nullptr;
    QWidget *m_passphraseRow = nullptr;
    QLineEdit *m_passphrase = nullptr;
    QLabel *m_passphraseLabel = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_export = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_connect = nullptr;
    std::unique_ptr<connections::ConnectionTest> m_test;
};

} // namespace gatehouse::ui
