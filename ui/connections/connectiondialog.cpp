#include "ui/connections/connectiondialog.h"

#include "services/connections/access.h"
#include "services/connections/profilejson.h"
#include "services/connections/profiletransfer.h"
#include "services/core/whendone.h"
#include "ui/connections/profiledelegate.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSaveFile>

#include <algorithm>

namespace gatehouse::ui {

namespace size = widgets::size;
using connections::ConnectionTest;

namespace {

constexpr int listWidth = 212;
constexpr int longestPassphrase = 1024;

QString whereTo(const ConnectionProfile &profile)
{
    return profile.url.host();
}

} // namespace

ConnectionDialog::ConnectionDialog(ConnectionProfiles profiles, const Clock &clock,
                                   const QString &current, QWidget *parent)
    : QDialog(parent)
    , m_profiles(std::move(profiles))
    , m_clock(clock)
{
    setObjectName(QStringLiteral("connectionDialog"));
    setWindowTitle(tr("Connections"));
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    resize(864, parent ? std::clamp(parent->height() - 60, 600, 780) : 780);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(makeList());
    middle->addWidget(new widgets::Separator(Qt::Vertical, this));
    middle->addWidget(makeRight(), 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(middle, 1);
    layout->addWidget(new widgets::Separator(Qt::Horizontal, this));
    layout->addWidget(makeFoot());
    load(current);
    updateStore();
}

ConnectionDialog::~ConnectionDialog() = default;

QPushButton *ConnectionDialog::addSmall(QHBoxLayout *row, const QString &name, const QString &icon,
                                        const QString &text)
{
    auto *button = new QPushButton(this);
    button->setObjectName(name);
    button->setAutoDefault(false);
    if (icon.isEmpty()) {
        button->setText(text);
        button->setFlat(true);
    } else {
        button->setIcon(widgets::icon(icon));
        button->setToolTip(widgets::plainToolTip(text));
        button->setFixedWidth(size::control);
    }
    button->setAccessibleName(text);
    row->addWidget(button);
    return button;
}

QWidget *ConnectionDialog::makeList()
{
    auto *side = new QWidget(this);
    side->setFixedWidth(listWidth);
    m_list = new QListWidget(side);
    m_list->setObjectName(QStringLiteral("connectionList"));
    m_list->setAccessibleName(tr("Connections"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new ProfileDelegate(m_list));
    connect(m_list, &QListWidget::currentRowChanged, this, &ConnectionDialog::select);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(size::gapControls, size::gapControls, size::gapControls,
                                size::gapControls);
    buttons->setSpacing(4);
    QPushButton *add = addSmall(buttons, QStringLiteral("addConnection"),
                                QStringLiteral("list-add"), tr("New connection"));
    connect(add, &QPushButton::clicked, this, &ConnectionDialog::add);
    QPushButton *copy = addSmall(buttons, QStringLiteral("copyConnection"),
                                 QStringLiteral("edit-copy"), tr("Duplicate"));
    connect(copy, &QPushButton::clicked, this, &ConnectionDialog::copy);
    m_remove = addSmall(buttons, QStringLiteral("removeConnection"), QStringLiteral("list-remove"),
                        tr("Delete"));
    connect(m_remove, &QPushButton::clicked, this, &ConnectionDialog::askRemove);
    buttons->addStretch();
    QPushButton *import = addSmall(buttons, QStringLiteral("importConnections"), {}, tr("Import…"));
    connect(import, &QPushButton::clicked, this, &ConnectionDialog::chooseImport);
    side->setAutoFillBackground(true);
    side->setBackgroundRole(QPalette::Base);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, size::gapControls, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_list, 1);
    layout->addWidget(new widgets::Separator(Qt::Horizontal, side));
    layout->addLayout(buttons);
    return side;
}

QWidget *ConnectionDialog::makeRight()
{
    auto *right = new QWidget(this);
    m_form = new ProfileForm(right);
    connect(m_form, &ProfileForm::edited, this, &ConnectionDialog::takeForm);
    m_notice = new widgets::NoticeStrip(right);
    m_notice->setObjectName(QStringLiteral("connectionNotice"));
    m_notice->setNarrow(true);
    m_testView = new TestView(right);
    connect(m_testView, &TestView::testRequested, this, &ConnectionDialog::test);
    auto *layout = new QVBoxLayout(right);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    addPassphrase(layout);
    layout->addWidget(m_form);
    layout->addWidget(m_testView, 1);
    return right;
}

/// Seen while the store is a file that is locked; asked once per start.
void ConnectionDialog::addPassphrase(QVBoxLayout *layout)
{
    m_passphraseRow = new QWidget(this);
    m_passphraseLabel = new QLabel(m_passphraseRow);
    m_passphraseLabel->setTextFormat(Qt::PlainText);
    m_passphrase = new QLineEdit(m_passphraseRow);
    m_passphrase->setObjectName(QStringLiteral("passphraseField"));
    m_passphrase->setAccessibleName(tr("Passphrase"));
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_passphrase->setMaxLength(longestPassphrase);
    auto *button = new QPushButton(tr("Unlock"), m_passphraseRow);
    button->setObjectName(QStringLiteral("unlockButton"));
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, &ConnectionDialog::unlock);
    auto *row = new QHBoxLayout(m_passphraseRow);
    row->setContentsMargins(size::pagePadding, size::panePadding, size::pagePadding,
                            size::panePadding);
    row->setSpacing(size::gapControls);
    row->addWidget(m_passphraseLabel);
    row->addWidget(m_passphrase, 1);
    row->addWidget(button);
    m_passphraseRow->hide();
    layout->addWidget(m_passphraseRow);
}

QWidget *ConnectionDialog::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(size::pagePadding, size::panePadding, size::pagePadding,
                            size::panePadding);
    row->setSpacing(size::gapControls);
    m_export = addSmall(row, QStringLiteral("exportConnection"), {}, tr("Export…"));
    auto *hint = new QLabel(tr("Profiles are exported without secrets."), foot);
    hint->setTextFormat(Qt::PlainText);
    hint->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(hint);
    row->addStretch();
    const auto button = [&](const char *name, const QString &text) {
        auto *made = new QPushButton(text, foot);
        made->setObjectName(QString::fromLatin1(name));
        made->setAutoDefault(false);
        row->addWidget(made);
        return made;
    };
    connect(m_export, &QPushButton::clicked, this, &ConnectionDialog::chooseExport);
    connect(button("cancelButton", tr("Cancel")), &QPushButton::clicked, this, &QDialog::reject);
    m_save = button("saveButton", tr("Save"));
    connect(m_save, &QPushButton::clicked, this, [this] { save(false); });
    m_connect = button("connectButton", tr("Connect"));
    connect(m_connect, &QPushButton::clicked, this, [this] { save(true); });
    return foot;
}

void ConnectionDialog::load(const QString &current)
{
    const QStringList names = m_profiles.names();
    for (const QString &name : names) {
        if (auto profile = m_profiles.load(name))
            addDraft(*profile, false);
        else
            showFailure(tr("“%1” cannot be read").arg(name), profile.error());
    }
    if (m_drafts.isEmpty())
        add();
    else
        m_list->setCurrentRow(int(std::max(qsizetype(0), names.indexOf(current))));
    updateButtons();
}

void ConnectionDialog::addDraft(ConnectionProfile profile, bool isNew)
{
    m_drafts += Draft{std::move(profile), isNew, isNew, ++m_lastDraft};
    new QListWidgetItem(m_list);
    showItem(int(m_drafts.size()) - 1);
}

void ConnectionDialog::showItem(int index)
{
    const Draft &draft = m_drafts.at(index);
    const ConnectionProfile &profile = draft.profile;
    QStringList parts;
    if (!profile.environment.isEmpty())
        parts += profile.environment;
    parts += draft.isNew ? tr("new") : draft.isChanged ? tr("changed") : whereTo(profile);
    QListWidgetItem *item = m_list->item(index);
    item->setText(profile.name.isEmpty() ? tr("new connection") : profile.name);
    item->setData(ProfileDelegate::SubtitleRole, parts.join(QStringLiteral(", ")));
    item->setData(ProfileDelegate::EnvironmentRole, profile.environment);
    item->setData(ProfileDelegate::ColourRole, profile.colour);
}

void ConnectionDialog::select(int index)
{
    m_selected = index;
    m_test.reset();
    m_testView->follow(nullptr);
    if (index >= 0)
        m_form->setProfile(m_drafts.at(index).profile, m_drafts.at(index).isNew);
    updateButtons();
}

void ConnectionDialog::takeForm()
{
    if (m_selected < 0)
        return;
    Draft &draft = m_drafts[m_selected];
    draft.profile = m_form->profile();
    draft.isChanged = true;
    showItem(m_selected);
    updateButtons();
}

void ConnectionDialog::updateButtons()
{
    const bool hasOne = m_selected >= 0;
    const bool isBusy = m_busy != 0;
    m_form->setEnabled(hasOne && m_drafts.at(m_selected).id != m_busy);
    m_testView->setEnabled(hasOne);
    m_remove->setEnabled(hasOne && !isBusy);
    m_export->setEnabled(hasOne);
    m_connect->setEnabled(hasOne && !isBusy);
    m_save->setEnabled(hasOne && !isBusy && m_drafts.at(m_selected).isChanged);
}

void ConnectionDialog::setBusy(int draft)
{
    m_busy = draft;
    updateButtons();
}

int ConnectionDialog::indexOf(int draft) const
{
    const auto found = std::find_if(m_drafts.begin(), m_drafts.end(),
                                    [draft](const Draft &each) { return each.id == draft; });
    return int(found - m_drafts.begin());
}

QStringList ConnectionDialog::names() const
{
    QStringList names = m_profiles.names();
    for (const Draft &draft : m_drafts)
        names += draft.profile.name;
    return names;
}

void ConnectionDialog::add()
{
    ConnectionProfile profile;
    profile.name = freeName(QStringLiteral("new"), names());
    profile.secretsId = newSecretsId();
    profile.url = QUrl(QStringLiteral("https://"));
    addDraft(profile, true);
    m_list->setCurrentRow(int(m_drafts.size()) - 1);
    m_form->setCurrentIndex(0);
}

/// Its secrets are not copied: they are of the connection that they were entered for.
void ConnectionDialog::copy()
{
    if (m_selected < 0)
        return;
    ConnectionProfile profile = m_drafts.at(m_selected).profile;
    profile.name = freeName(profile.name, names());
    profile.storesPassword = false;
    profile.measures.storesSecret = false;
    profile.secretsId = newSecretsId();
    addDraft(profile, true);
    m_list->setCurrentRow(int(m_drafts.size()) - 1);
}

void ConnectionDialog::askRemove()
{
    const Draft &draft = m_drafts.at(m_selected);
    m_notice->showNotice(widgets::NoticeKind::Warning,
                         tr("Delete the connection “%1”?").arg(draft.profile.name),
                         tr("Its token and password go with it. The gateway stays as it is."));
    QPushButton *confirm = m_notice->addButton(tr("Delete"));
    confirm->setObjectName(QStringLiteral("confirmRemove"));
    connect(confirm, &QPushButton::clicked, this, &ConnectionDialog::remove);
    QPushButton *keep = m_notice->addButton(tr("Keep"));
    connect(keep, &QPushButton::clicked, m_notice, &widgets::NoticeStrip::dismiss);
}

/// The secrets before the profile, so that none outlives it unseen.
void ConnectionDialog::remove()
{
    m_notice->dismiss();
    if (m_selected < 0 || m_busy != 0)
        return;
    const Draft draft = m_drafts.at(m_selected);
    if (draft.isNew)
        removeProfile(draft.id);
    else
        removeSecrets(draft.profile, [this, id = draft.id] { removeProfile(id); });
}

void ConnectionDialog::removeSecrets(const ConnectionProfile &profile,
                                     const std::function<void()> &next)
{
    if (!m_store && !needsStore(profile)) {
        next();
        return;
    }
    if (!m_store) {
        showFailure(tr("Not deleted"),
                    {ErrorKind::Unavailable,
                     tr("The keychain that has its token is still being looked for. Try again in a "
                        "moment."),
                     {},
                     {}});
        return;
    }
    setBusy(m_drafts.at(m_selected).id);
    const auto drop = [this, profile](CredentialId::Kind kind, const std::function<void()> &then) {
        whenDone(m_store->remove(credentialIdOf(profile, kind)), this,
                 [this, then](const Result<> &removed) {
                     if (removed) {
                         then();
                         return;
                     }
                     setBusy(0);
                     showFailure(tr("Not deleted"), removed.error());
                 });
    };
    drop(CredentialId::Kind::Token, [this, drop, next] {
        drop(CredentialId::Kind::Password, [this, drop, next] {
            drop(CredentialId::Kind::Measures, [this, next] {
                setBusy(0);
                next();
            });
        });
    });
}

void ConnectionDialog::removeProfile(int draft)
{
    const int index = indexOf(draft);
    if (const Draft &gone = m_drafts.at(index); !gone.isNew) {
        if (const auto removed = m_profiles.remove(gone.profile.name); !removed) {
            showFailure(tr("Not deleted"), removed.error());
            return;
        }
    }
    const bool wasShown = index == m_selected;
    m_drafts.removeAt(index);
    const QSignalBlocker quiet(m_list);
    delete m_list->takeItem(index);
    if (wasShown)
        m_list->setCurrentRow(std::min(index, int(m_drafts.size()) - 1));
    m_selected = m_list->currentRow();
    if (wasShown)
        select(m_selected);
}

void ConnectionDialog::chooseImport()
{
    auto *dialog = new QFileDialog(this, tr("Import connections"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ConnectionDialog::importFrom);
    dialog->open();
}

void ConnectionDialog::importFrom(const QString &file)
{
    const auto profiles = importProfilesFrom(file);
    if (!profiles) {
        showFailure(tr("Nothing was imported"), profiles.error());
        return;
    }
    QStringList unsafe;
    for (const ConnectionProfile &profile : *profiles) {
        for (const SafetyException exception : profile.exceptions)
            unsafe += QStringLiteral("%1: %2").arg(profile.name, exceptionName(exception));
    }
    if (unsafe.isEmpty()) {
        saveImported(*profiles);
        return;
    }
    m_notice->showNotice(
        widgets::NoticeKind::Error,
        tr("This file allows itself what is not safe: %1").arg(unsafe.join(QStringLiteral(", "))),
        tr("Token and data would cross the network in clear. Import it only from "
           "somebody you trust."));
    QPushButton *confirm = m_notice->addButton(tr("Import all the same"));
    confirm->setObjectName(QStringLiteral("confirmImport"));
    connect(confirm, &QPushButton::clicked, this, [this, profiles = *profiles] {
        m_notice->dismiss();
        saveImported(profiles);
    });
    QPushButton *keep = m_notice->addButton(tr("Do not import"));
    connect(keep, &QPushButton::clicked, m_notice, &widgets::NoticeStrip::dismiss);
}

void ConnectionDialog::saveImported(const QList<ConnectionProfile> &profiles)
{
    for (ConnectionProfile profile : profiles) {
        profile.name = freeName(profile.name, names());
        if (const auto saved = m_profiles.save(profile); !saved) {
            showFailure(tr("Not imported: %1").arg(profile.name), saved.error());
            return;
        }
        addDraft(profile, false);
    }
    m_list->setCurrentRow(int(m_drafts.size()) - 1);
}

void ConnectionDialog::chooseExport()
{
    auto *dialog = new QFileDialog(this, tr("Export this connection"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(m_drafts.at(m_selected).profile.name + QStringLiteral(".json"));
    connect(dialog, &QFileDialog::fileSelected, this, &ConnectionDialog::exportTo);
    dialog->open();
}

void ConnectionDialog::exportTo(const QString &path)
{
    const ConnectionProfile profile = m_form->profile();
    if (const auto checked = checkHoldsNoSecret(profile); !checked) {
        showFailure(tr("Not exported"), checked.error());
        return;
    }
    QSaveFile file(path);
    const QByteArray content = exportProfiles({profile});
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()
        || !file.commit()) {
        showFailure(tr("Not exported"), {ErrorKind::Unavailable, file.errorString(), {}, {}});
    }
}

void ConnectionDialog::save(bool connects)
{
    const Draft &draft = m_drafts.at(m_selected);
    const ConnectionProfile profile = m_form->profile();
    auto checked = checkProfileName(profile.name);
    if (checked && draft.isNew && m_profiles.exists(profile.name))
        checked = failure(
            ErrorKind::Conflict,
            tr("There is a connection “%1” already. Choose another name.").arg(profile.name));
    if (checked)
        checked = profileFromJson(profile.name, toJson(profile)).map([](const auto &) {});
    if (checked)
        checked = checkHoldsNoSecret(profile);
    if (checked && connects)
        checked = checkSafety(profile);
    if (!checked) {
        showFailure(connects ? tr("Not connected") : tr("Not saved"), checked.error());
        return;
    }
    m_notice->dismiss();
    saveSecrets(profile,
                [this, id = draft.id, profile, connects] { saved(id, profile, connects); });
}

/// One after the other, and the profile only behind them, so that it never promises what is not
/// kept.
void ConnectionDialog::saveSecrets(const ConnectionProfile &profile,
                                   const std::function<void()> &next)
{
    const QString token = m_form->token();
    const QString password = m_form->password();
    const QString measures = m_form->measuresSecret();
    if (token.isEmpty() && password.isEmpty() && measures.isEmpty()) {
        next();
        return;
    }
    if (!m_store || m_store->isLocked()) {
        showFailure(tr("Not saved"),
                    {ErrorKind::Denied,
                     tr("Secrets are kept in a sealed file here. Enter its passphrase above."),
                     {},
                     {}});
        m_passphrase->setFocus();
        return;
    }
    const auto write = [this, profile](CredentialId::Kind kind, const QString &text,
                                       const std::function<void()> &then) {
        if (text.isEmpty()) {
            then();
            return;
        }
        whenDone(m_store->write(credentialIdOf(profile, kind), secrets::Secret(text.toStdString())),
                 this, [this, then](const Result<> &written) {
                     if (written) {
                         then();
                         return;
                     }
                     setBusy(0);
                     showFailure(tr("Not saved"), written.error());
                 });
    };
    setBusy(m_drafts.at(m_selected).id);
    write(CredentialId::Kind::Token, token, [this, write, password, measures, next] {
        write(CredentialId::Kind::Password, password, [this, write, measures, next] {
            write(CredentialId::Kind::Measures, measures, [this, next] {
                setBusy(0);
                next();
            });
        });
    });
}

void ConnectionDialog::saved(int draft, const ConnectionProfile &profile, bool connects)
{
    if (const auto saved = m_profiles.save(profile); !saved) {
        if (m_store && m_drafts.at(indexOf(draft)).isNew)
            forgetSecrets(profile);
        showFailure(tr("Not saved"), saved.error());
        return;
    }
    const int index = indexOf(draft);
    m_drafts[index] = {profile, false, false, draft};
    if (index == m_selected)
        m_form->setProfile(profile, false);
    showItem(index);
    updateButtons();
    if (!connects) {
        if (const auto safe = checkSafety(profile); !safe)
            m_notice->showNotice(widgets::NoticeKind::Warning,
                                 tr("Saved, but it will not be opened"), safe.error().message);
        return;
    }
    emit connectRequested(profile);
    accept();
}

/// Of a connection that there is not: nobody would find them again. The fields still have them.
void ConnectionDialog::forgetSecrets(const ConnectionProfile &profile)
{
    for (const auto kind :
         {CredentialId::Kind::Token, CredentialId::Kind::Password, CredentialId::Kind::Measures})
        m_store->remove(credentialIdOf(profile, kind));
}

void ConnectionDialog::test()
{
    const ConnectionProfile profile = m_form->profile();
    Credentials typed;
    const auto shared = [](const QString &text) {
        return text.isEmpty() ? nullptr
                              : std::make_shared<const secrets::Secret>(text.toStdString());
    };
    typed.token = shared(m_form->token());
    typed.password = shared(m_form->password());
    typed.measures = shared(m_form->measuresSecret());
    const bool needsNothing = typed.token && (typed.password || !profile.storesPassword)
        && (typed.measures || !profile.measures.storesSecret);
    if (needsNothing || (needsStore(profile) && !m_store)) {
        runTest(profile, typed);
        return;
    }
    ConnectionProfile kept = profile; // what was typed need not be read
    kept.storesPassword = profile.storesPassword && !typed.password;
    kept.measures.storesSecret = profile.measures.storesSecret && !typed.measures;
    whenDone(readCredentials(kept, m_store), this,
             [this, profile, typed](const Result<Credentials> &read) {
                 if (!read && !typed.token) {
                     runTest(profile, failure(read.error()));
                     return;
                 }
                 Credentials all = read.value_or(Credentials());
                 all.token = typed.token ? typed.token : all.token;
                 all.password = typed.password ? typed.password : all.password;
                 all.measures = typed.measures ? typed.measures : all.measures;
                 runTest(profile, all);
             });
}

void ConnectionDialog::runTest(const ConnectionProfile &profile,
                               const Result<Credentials> &credentials)
{
    m_testView->follow(nullptr);
    m_test = std::make_unique<ConnectionTest>(profile, credentials, m_clock);
    m_testView->follow(m_test.get());
    m_test->start();
}

void ConnectionDialog::setStore(std::shared_ptr<CredentialStore> store)
{
    m_store = std::move(store);
    updateStore();
}

void ConnectionDialog::updateStore()
{
    m_form->setPlace(m_store ? m_store->place() : tr("looking for the keychain…"));
    m_passphraseRow->setVisible(m_store && m_store->isLocked());
    if (m_store)
        m_passphraseLabel->setText(m_store->isNew() ? tr("New passphrase for secrets")
                                                    : tr("Passphrase of the secrets"));
}

void ConnectionDialog::unlock()
{
    secrets::Secret passphrase(m_passphrase->text().toStdString());
    m_passphrase->clear();
    if (passphrase.isEmpty())
        return;
    m_passphraseRow->setEnabled(false);
    whenDone(m_store->unlock(std::move(passphrase)), this, [this](const Result<> &unlocked) {
        m_passphraseRow->setEnabled(true);
        if (unlocked)
            m_notice->dismiss();
        else
            showFailure(tr("Not unlocked"), unlocked.error());
        updateStore();
    });
}

void ConnectionDialog::showFailure(const QString &title, const Error &error)
{
    m_notice->showNotice(widgets::NoticeKind::Error, widgets::visibleText(title),
                         widgets::visibleText(error.message));
}

} // namespace gatehouse::ui
