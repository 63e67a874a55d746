#include "ui/pages/tabs/signedcurldialog.h"

#include "services/secrets/secret.h"
#include "ui/pages/tabs/curlcommand.h"
#include "ui/pages/tabs/signatureforms.h"
#include "ui/widgets/dialogparts.h"
#include "ui/widgets/revealbutton.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrappinglabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
namespace size = widgets::size;

namespace {

constexpr int narrowestSigning = 440;
constexpr int longestSecret = 4096;

secrets::Secret secretIn(const QLineEdit &field)
{
    return secrets::Secret(field.text().trimmed().toStdString());
}

} // namespace

SignedCurlDialog::SignedCurlDialog(std::unique_ptr<signing::Scheme> scheme, EventPayload event,
                                   const Clock &clock, QWidget *parent)
    : QDialog(parent)
    , m_scheme(std::move(scheme))
    , m_event(std::move(event))
    , m_clock(clock)
    , m_secret(new QLineEdit(this))
{
    setObjectName(u"signedCurlDialog"_s);
    setWindowTitle(tr("Copy as curl, signed now"));
    widgets::setUpDialog(this, narrowestSigning);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(size::pagePadding, size::pagePadding, size::pagePadding,
                               size::pagePadding);
    layout->setSpacing(size::gapControls);
    layout->addWidget(widgets::makeDialogHeading(windowTitle(), this));
    layout->addWidget(widgets::makeWrappingLabel(
        tr("The request is signed as %1 signs, with the time of now. The secret is used here and "
           "now only: it is not in the command, and not kept.")
            .arg(QString::fromUtf8(m_scheme->source())),
        this));
    addSecret(layout);
    m_problem = widgets::makeWrappingLabel(u" "_s, this);
    m_problem->setObjectName(u"signingProblem"_s);
    m_problem->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_problem);
    m_confirm = widgets::addDialogButtons(this, layout, u"Signing"_s, tr("Copy"));
    connect(this, &QDialog::accepted, this, &SignedCurlDialog::sign);
    m_secret->setFocus();
    updateConfirm();
}

void SignedCurlDialog::addSecret(QVBoxLayout *layout)
{
    QLabel *caption = widgets::makeWrappingLabel(tr("Secret"), this);
    caption->setForegroundRole(QPalette::PlaceholderText);
    caption->setBuddy(m_secret);
    layout->addWidget(caption);
    m_secret->setObjectName(u"signingSecret"_s);
    m_secret->setAccessibleName(caption->text());
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setMaxLength(longestSecret);
    m_secret->setPlaceholderText(tr("kept in memory only"));
    connect(m_secret, &QLineEdit::textChanged, this, &SignedCurlDialog::updateConfirm);
    auto *row = new QHBoxLayout;
    row->addWidget(m_secret, 1);
    row->addWidget(widgets::makeRevealButton(m_secret, caption->text()));
    layout->addLayout(row);
}

SignedCurlDialog::~SignedCurlDialog()
{
    m_secret->clear();
}

void SignedCurlDialog::sign()
{
    const secrets::Secret secret = secretIn(*m_secret);
    m_secret->clear();
    const HeaderList added = signedHeaders(*m_scheme, m_event, secret.view(), m_clock.now());
    QGuiApplication::clipboard()->setText(curlCommand(m_event, added));
    emit copied();
}

void SignedCurlDialog::updateConfirm()
{
    const secrets::Secret secret = secretIn(*m_secret);
    const bool isUsable = !secret.isEmpty() && m_scheme->takesSecret(secret.view());
    m_confirm->setEnabled(isUsable);
    m_problem->setText(secret.isEmpty() || isUsable
                           ? u" "_s
                           : tr("This is no secret of %1: no key can be made of it.")
                                 .arg(QString::fromUtf8(m_scheme->source())));
}

std::unique_ptr<signing::Scheme> schemeFor(const QString &source, const HeaderList &headers)
{
    std::vector<std::unique_ptr<signing::Scheme>> schemes = signing::makeSchemes();
    for (const QString &name : {source, sourceOfHeaders(headers)}) {
        const auto found =
            std::find_if(schemes.begin(), schemes.end(), [&name](const auto &scheme) {
                return scheme->source() == name.toStdString();
            });
        if (found != schemes.end())
            return std::move(*found);
    }
    return nullptr;
}

HeaderList signedHeaders(const signing::Scheme &scheme, const EventPayload &event,
                         std::string_view secret, Timestamp now)
{
    signing::HeaderList sent;
    for (const auto &[name, value] : event.headers)
        sent.emplace_back(name.toStdString(), value.toStdString());
    const std::string url = event.requestUrl.toStdString();
    const std::string body = event.body.value_or(QByteArray()).toStdString();
    HeaderList added;
    for (const auto &[name, value] : scheme.sign({url, sent, body}, secret, now))
        added.append({QString::fromStdString(name), QString::fromStdString(value)});
    return added;
}

} // namespace gatehouse::ui
