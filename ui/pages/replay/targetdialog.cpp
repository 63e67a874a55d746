#include "ui/pages/replay/targetdialog.h"

#include "services/connections/profile.h"
#include "ui/widgets/dialogparts.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrappinglabel.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace size = widgets::size;
using namespace Qt::StringLiterals;

namespace {

constexpr int narrowestTarget = 480;
constexpr int longestSecret = 4'096;
constexpr int mostSecrets = 10;

} // namespace

TargetDialog::TargetDialog(const replay::Target &known, const QStringList &connections,
                           QWidget *parent)
    : QDialog(parent)
    , m_known(known)
    , m_gateway(new QComboBox(this))
    , m_environment(new QComboBox(this))
    , m_secretRows(new QVBoxLayout)
{
    setObjectName(u"targetDialog"_s);
    const bool isNew = known.name.isEmpty();
    setWindowTitle(isNew ? tr("Add a target") : tr("Change a target"));
    widgets::setUpDialog(this, narrowestTarget);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(size::pagePadding, size::pagePadding, size::pagePadding,
                               size::pagePadding);
    layout->setSpacing(size::gapControls);
    layout->addWidget(widgets::makeDialogHeading(tr("Where may events be sent again?"), this));
    m_name = addLine(layout, tr("Name: letters, digits, - and _"), u"targetName"_s, known.name);
    m_name->setEnabled(isNew);
    m_gateway->setObjectName(u"targetGateway"_s);
    m_gateway->addItem(tr("a URL"), QString());
    for (const QString &name : connections)
        m_gateway->addItem(tr("the connection “%1”").arg(name), name);
    m_gateway->setCurrentIndex(std::max(0, m_gateway->findData(known.connection)));
    addField(layout, tr("Gateway"), m_gateway);
    m_url = addLine(layout, tr("URL; {source} and {tenant} in it are the event's"), u"targetUrl"_s,
                    known.url);
    m_environment->setObjectName(u"targetEnvironment"_s);
    m_environment->addItems({u"local"_s, u"staging"_s, u"production"_s});
    m_environment->setEditable(true);
    m_environment->setCurrentText(isNew ? u"staging"_s : known.environment);
    addField(layout, tr("Environment"), m_environment);
    QLabel *secrets = widgets::makeWrappingLabel(
        tr("Signing secrets of the target, kept in the keychain: a gateway never gives its own "
           "away. Without a tenant a secret is for all of them."),
        this);
    secrets->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(secrets);
    layout->addLayout(m_secretRows);
    auto *another = new QPushButton(tr("Another secret"), this);
    another->setObjectName(u"anotherSecret"_s);
    another->setAutoDefault(false);
    widgets::setSmall(another);
    layout->addWidget(another, 0, Qt::AlignLeading);
    m_problem = widgets::makeWrappingLabel({}, this);
    m_problem->setObjectName(u"targetProblem"_s);
    layout->addWidget(m_problem);
    layout->addSpacing(size::gapControls);
    m_confirm = widgets::addDialogButtons(this, layout, u"Target"_s, tr("Save"));
    connect(another, &QPushButton::clicked, this, [this, another] {
        addSecret();
        another->setEnabled(m_secrets.size() < mostSecrets);
    });
    connect(m_gateway, &QComboBox::currentIndexChanged, this, &TargetDialog::check);
    connect(m_environment, &QComboBox::currentTextChanged, this, &TargetDialog::check);
    for (QLineEdit *field : {m_name, m_url})
        connect(field, &QLineEdit::textChanged, this, &TargetDialog::check);
    addSecret();
    check();
    (isNew ? m_name : m_url)->setFocus();
}

QLineEdit *TargetDialog::addLine(QVBoxLayout *layout, const QString &label, const QString &name,
                                 const QString &text)
{
    auto *field = new QLineEdit(text, this);
    field->setObjectName(name);
    addField(layout, label, field);
    return field;
}

void TargetDialog::addField(QVBoxLayout *layout, const QString &label, QWidget *field)
{
    QLabel *caption = widgets::makeWrappingLabel(label, this);
    caption->setForegroundRole(QPalette::PlaceholderText);
    caption->setBuddy(field);
    field->setAccessibleName(label);
    layout->addWidget(caption);
    layout->addWidget(field);
}

void TargetDialog::addSecret()
{
    SecretFields fields{new QComboBox(this), new QLineEdit(this), new QLineEdit(this)};
    fields.source->setObjectName(u"secretSource"_s);
    fields.source->setAccessibleName(tr("Source of the secret"));
    fields.source->addItems(replay::signableSources());
    fields.tenant->setObjectName(u"secretTenant"_s);
    fields.tenant->setAccessibleName(tr("Tenant of the secret"));
    fields.tenant->setPlaceholderText(tr("all tenants"));
    fields.secret->setObjectName(u"targetSecret"_s);
    fields.secret->setAccessibleName(tr("Signing secret"));
    fields.secret->setPlaceholderText(tr("secret"));
    fields.secret->setEchoMode(QLineEdit::Password);
    fields.secret->setMaxLength(longestSecret);
    auto *row = new QHBoxLayout;
    row->setSpacing(size::gapControls);
    row->addWidget(fields.source);
    row->addWidget(fields.tenant, 1);
    row->addWidget(fields.secret, 2);
    m_secretRows->addLayout(row);
    m_secrets.push_back(fields);
}

replay::Target TargetDialog::target() const
{
    replay::Target target = m_known;
    target.name = m_name->text().trimmed();
    target.connection = m_gateway->currentData().toString();
    target.url = target.connection.isEmpty() ? m_url->text().trimmed() : QString();
    target.environment = m_environment->currentText().trimmed();
    if (target.secretsId.isEmpty())
        target.secretsId = newSecretsId();
    return target;
}

std::vector<EnteredSecret> TargetDialog::takeSecrets()
{
    std::vector<EnteredSecret> entered;
    for (const SecretFields &fields : m_secrets) {
        if (!fields.secret->text().isEmpty())
            entered.push_back({fields.source->currentText(), fields.tenant->text().trimmed(),
                               secrets::Secret(fields.secret->text().toStdString())});
        fields.secret->clear();
    }
    return entered;
}

/// What is wrong is said as soon as something was written.
void TargetDialog::check()
{
    const bool hasOwnUrl = m_gateway->currentData().toString().isEmpty();
    m_url->setEnabled(hasOwnUrl);
    const replay::Target wish = target();
    Result<> usable = checkProfileName(wish.name);
    if (usable && hasOwnUrl) {
        if (const auto url = replay::urlFor(wish, {}); !url)
            usable = failure(url.error());
    }
    const bool isEmpty = wish.name.isEmpty() || (hasOwnUrl && wish.url.isEmpty());
    m_problem->setText(usable || isEmpty ? QString() : usable.error().message);
    m_confirm->setEnabled(usable && !isEmpty && !wish.environment.isEmpty());
}

} // namespace gatehouse::ui
