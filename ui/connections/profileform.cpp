#include "ui/connections/profileform.h"

#include "ui/widgets/iconset.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/revealbutton.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>

#include <array>

namespace gatehouse::ui {

namespace size = widgets::size;

namespace {

constexpr int longestText = 4096;
constexpr int longestSecret = 4096;

const std::array environments{"local", "staging", "production", ""};
const std::array sslModes{"", "verify-full", "verify-ca", "require", "prefer", "allow", "disable"};

template <typename Texts>
int positionOf(const Texts &texts, const QString &text, int otherwise)
{
    for (std::size_t at = 0; at < texts.size(); ++at) {
        if (text == QLatin1String(texts[at]))
            return int(at);
    }
    return otherwise;
}

QFormLayout *makeForm(QWidget *page)
{
    auto *form = new QFormLayout(page);
    form->setContentsMargins(size::pagePadding, size::pagePadding, size::pagePadding,
                             size::gapControls);
    form->setHorizontalSpacing(size::panePadding);
    form->setVerticalSpacing(size::gapControls - 2);
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

QWidget *inRow(std::initializer_list<QWidget *> widgets, QWidget *parent)
{
    auto *box = new QWidget(parent);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(size::gapControls);
    for (QWidget *widget : widgets)
        row->addWidget(widget);
    return box;
}

/// A text that is longer than its field begins with its beginning.
void showText(QLineEdit *field, const QString &text)
{
    field->setText(text);
    field->setCursorPosition(0);
}

QString sslModeHint(const QString &mode)
{
    if (mode.isEmpty())
        return ProfileForm::tr("verify-full, but on this machine");
    if (mode == QLatin1String("verify-full"))
        return ProfileForm::tr("checks name and chain");
    if (mode == QLatin1String("verify-ca"))
        return ProfileForm::tr("checks the chain, not the name");
    if (mode == QLatin1String("require"))
        return ProfileForm::tr("encrypts, checks nothing");
    return ProfileForm::tr("does without TLS: needs its exception");
}

} // namespace

ProfileForm::ProfileForm(QWidget *parent)
    : QTabWidget(parent)
{
    setObjectName(QStringLiteral("profileForm"));
    addTab(makeGeneral(), tr("General"));
    addTab(makeTls(), tr("TLS"));
    addTab(makeProxy(), tr("Proxy"));
    addTab(makeMetrics(), tr("Metrics"));
    addTab(makeDisplay(), tr("Display"));
}

QLabel *ProfileForm::makeHint()
{
    auto *hint = new QLabel(this);
    hint->setTextFormat(Qt::PlainText);
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setFont(widgets::uiFont(widgets::TextSize::Small));
    return hint;
}

QLineEdit *ProfileForm::addText(QFormLayout *form, const QString &label, const QString &name)
{
    auto *field = new QLineEdit(this);
    field->setObjectName(name);
    field->setAccessibleName(label);
    field->setMaxLength(longestText);
    connect(field, &QLineEdit::textEdited, this, &ProfileForm::edited);
    form->addRow(label, field);
    return field;
}

QLineEdit *ProfileForm::addFile(QFormLayout *form, const QString &label, const QString &name)
{
    auto *field = new QLineEdit(this);
    field->setObjectName(name);
    field->setAccessibleName(label);
    field->setFont(widgets::monoFont());
    field->setMaxLength(longestText);
    connect(field, &QLineEdit::textEdited, this, &ProfileForm::edited);
    auto *button = new QToolButton(this);
    button->setIcon(widgets::icon(QStringLiteral("document-open")));
    button->setAccessibleName(tr("Choose the file: %1").arg(label));
    button->setToolTip(widgets::plainToolTip(tr("Choose the file")));
    connect(button, &QToolButton::clicked, this, [this, field] { browse(field); });
    form->addRow(label, inRow({field, button}, this));
    return field;
}

QLineEdit *ProfileForm::addSecret(QFormLayout *form, const QString &label, const QString &name,
                                  QLabel *hint)
{
    auto *field = new QLineEdit(this);
    field->setObjectName(name);
    field->setAccessibleName(label);
    field->setEchoMode(QLineEdit::Password);
    field->setMaxLength(longestSecret);
    field->setMaximumWidth(200);
    connect(field, &QLineEdit::textEdited, this, &ProfileForm::edited);
    hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    form->addRow(label, inRow({field, widgets::makeRevealButton(field, label), hint}, this));
    return field;
}

QWidget *ProfileForm::makeGeneral()
{
    auto *page = new QWidget(this);
    QFormLayout *form = makeForm(page);
    m_name = addText(form, tr("Name"), QStringLiteral("nameField"));
    m_environment = new widgets::Segmented(
        tr("Environment"), {tr("local"), tr("staging"), tr("production"), tr("from the gateway")},
        this);
    m_environment->setObjectName(QStringLiteral("environmentField"));
    connect(m_environment, &widgets::Segmented::chosen, this, &ProfileForm::edited);
    paintEnvironments();
    form->addRow(tr("Environment"), m_environment);
    m_database = addText(form, tr("Postgres"), QStringLiteral("databaseField"));
    m_database->setFont(widgets::monoFont());
    m_database->setPlaceholderText(tr("none: browse through the API"));
    m_passwordHint = makeHint();
    m_password = addSecret(form, tr("Password"), QStringLiteral("passwordField"), m_passwordHint);
    m_sslMode = new QComboBox(this);
    m_sslMode->setObjectName(QStringLiteral("sslModeField"));
    m_sslMode->setAccessibleName(tr("sslmode"));
    for (const char *mode : sslModes)
        m_sslMode->addItem(*mode ? QString::fromLatin1(mode) : tr("by default"));
    m_sslModeHint = makeHint();
    connect(m_sslMode, &QComboBox::currentIndexChanged, this, &ProfileForm::updateHints);
    connect(m_sslMode, &QComboBox::activated, this, &ProfileForm::edited);
    form->addRow(tr("sslmode"), inRow({m_sslMode, m_sslModeHint}, this));
    m_url = addText(form, tr("Admin API"), QStringLiteral("urlField"));
    m_url->setFont(widgets::monoFont());
    m_url->setPlaceholderText(QStringLiteral("https://hooks.example"));
    m_tokenHint = makeHint();
    m_token = addSecret(form, tr("Token"), QStringLiteral("tokenField"), m_tokenHint);
    m_tokenFile = addFile(form, tr("Token file"), QStringLiteral("tokenFileField"));
    connect(m_tokenFile, &QLineEdit::textChanged, this, &ProfileForm::updateHints);
    return page;
}

void ProfileForm::paintEnvironments()
{
    const auto &theme = widgets::Theme::of(this);
    for (std::size_t at = 0; at < environments.size(); ++at) {
        const QLatin1StringView name(environments[at]);
        if (!name.isEmpty())
            m_environment->setSwatch(int(at), theme.environment(QString(name)).fill);
    }
}

void ProfileForm::changeEvent(QEvent *event)
{
    QTabWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_environment)
        paintEnvironments();
}

QCheckBox *ProfileForm::addException(QFormLayout *form, const QString &text, const QString &name)
{
    auto *box = new QCheckBox(text, this);
    box->setObjectName(name);
    connect(box, &QCheckBox::clicked, this, &ProfileForm::edited);
    form->addRow(QString(), box);
    return box;
}

QWidget *ProfileForm::makeTls()
{
    auto *page = new QWidget(this);
    QFormLayout *form = makeForm(page);
    m_apiFiles[0] = addFile(form, tr("API: CA"), QStringLiteral("caField"));
    m_apiFiles[0]->setPlaceholderText(tr("the system's authorities"));
    m_apiFiles[1] =
        addFile(form, tr("API: client certificate"), QStringLiteral("clientCertificateField"));
    m_apiFiles[2] = addFile(form, tr("API: client key"), QStringLiteral("clientKeyField"));
    m_databaseFiles[0] = addFile(form, tr("Postgres: CA"), QStringLiteral("rootCertificateField"));
    m_databaseFiles[0]->setPlaceholderText(tr("the system's authorities"));
    m_databaseFiles[1] = addFile(form, tr("Postgres: client certificate"),
                                 QStringLiteral("databaseCertificateField"));
    m_databaseFiles[2] =
        addFile(form, tr("Postgres: client key"), QStringLiteral("databaseKeyField"));
    m_allowPlainHttp = addException(form, tr("Not safe: allow plain http over a network"),
                                    QStringLiteral("allowPlainHttp"));
    m_allowWeakSslMode =
        addException(form, tr("Not safe: allow an sslmode below require over a network"),
                     QStringLiteral("allowWeakSslMode"));
    return page;
}

QWidget *ProfileForm::makeProxy()
{
    auto *page = new QWidget(this);
    QFormLayout *form = makeForm(page);
    m_proxyKind = new QComboBox(this);
    m_proxyKind->setObjectName(QStringLiteral("proxyKind"));
    m_proxyKind->setAccessibleName(tr("Proxy"));
    m_proxyKind->addItems({tr("none"), tr("the system's"), tr("HTTP"), tr("SOCKS 5")});
    connect(m_proxyKind, &QComboBox::activated, this, &ProfileForm::edited);
    connect(m_proxyKind, &QComboBox::currentIndexChanged, this, &ProfileForm::updateHints);
    form->addRow(tr("Proxy"), inRow({m_proxyKind, new QWidget(this)}, this));
    m_proxyHost = addText(form, tr("Host"), QStringLiteral("proxyHost"));
    m_proxyPort = new QSpinBox(this);
    m_proxyPort->setObjectName(QStringLiteral("proxyPort"));
    m_proxyPort->setAccessibleName(tr("Port"));
    m_proxyPort->setRange(1, 65535);
    connect(m_proxyPort, &QSpinBox::valueChanged, this, &ProfileForm::edited);
    form->addRow(tr("Port"), inRow({m_proxyPort, new QWidget(this)}, this));
    QLabel *hint = makeHint();
    hint->setText(tr("Of the admin API alone: Postgres is reached directly."));
    form->addRow(QString(), hint);
    return page;
}

QWidget *ProfileForm::makeMetrics()
{
    auto *page = new QWidget(this);
    QFormLayout *form = makeForm(page);
    m_metricsSource = new QComboBox(this);
    m_metricsSource->setObjectName(QStringLiteral("metricsSource"));
    m_metricsSource->setAccessibleName(tr("Read from"));
    // In the order of MeasureServer::Kind.
    m_metricsSource->addItems({tr("the gateway's rollups"), tr("ClickHouse"), tr("Prometheus")});
    connect(m_metricsSource, &QComboBox::activated, this, &ProfileForm::edited);
    connect(m_metricsSource, &QComboBox::currentIndexChanged, this, &ProfileForm::updateHints);
    form->addRow(tr("Read from"), inRow({m_metricsSource, new QWidget(this)}, this));
    m_metricsUrl = addText(form, tr("Address"), QStringLiteral("metricsUrlField"));
    m_metricsUrl->setFont(widgets::monoFont());
    m_metricsUser = addText(form, tr("User"), QStringLiteral("metricsUserField"));
    m_metricsSecretHint = makeHint();
    m_metricsSecret =
        addSecret(form, tr("Password"), QStringLiteral("metricsSecretField"), m_metricsSecretHint);
    m_metricsDatabase = addText(form, tr("Database"), QStringLiteral("metricsDatabaseField"));
    m_metricsDatabase->setPlaceholderText(tr("the user's own"));
    m_metricsJob = addText(form, tr("Job"), QStringLiteral("metricsJobField"));
    m_metricsJob->setPlaceholderText(tr("every gateway that is scraped"));
    m_allowPlainMetrics = addException(form, tr("Not safe: allow plain http over a network"),
                                       QStringLiteral("allowPlainMetrics"));
    QLabel *hint = makeHint();
    hint->setText(tr("For the page of metrics; the Overview is of the gateway's own."));
    form->addRow(QString(), hint);
    return page;
}

void ProfileForm::showMeasures(const MeasureServer &measures)
{
    m_metricsSource->setCurrentIndex(int(measures.kind));
    showText(m_metricsUrl, measures.url.toString());
    m_metricsUser->setText(measures.user);
    m_metricsDatabase->setText(measures.database);
    m_metricsJob->setText(measures.job);
    m_allowPlainMetrics->setChecked(m_shown.allows(SafetyException::PlainMetrics));
}

/// Of what is not chosen, nothing is kept.
MeasureServer ProfileForm::measures() const
{
    MeasureServer measures;
    measures.kind = MeasureServer::Kind(m_metricsSource->currentIndex());
    if (measures.kind == MeasureServer::Kind::None)
        return measures;
    measures.url = QUrl(m_metricsUrl->text().trimmed(), QUrl::StrictMode);
    measures.user = m_metricsUser->text().trimmed();
    measures.storesSecret = m_shown.measures.storesSecret || !measuresSecret().isEmpty();
    if (measures.kind == MeasureServer::Kind::ClickHouse)
        measures.database = m_metricsDatabase->text().trimmed();
    else
        measures.job = m_metricsJob->text().trimmed();
    return measures;
}

QWidget *ProfileForm::makeDisplay()
{
    auto *page = new QWidget(this);
    QFormLayout *form = makeForm(page);
    m_colour = new QComboBox(this);
    m_colour->setObjectName(QStringLiteral("colourField"));
    m_colour->setAccessibleName(tr("Colour"));
    m_colour->addItem(tr("of the environment"));
    m_colour->addItems({tr("grey"), tr("amber"), tr("blue"), tr("green"), tr("violet")});
    connect(m_colour, &QComboBox::activated, this, &ProfileForm::edited);
    QLabel *hint = makeHint();
    hint->setText(tr("Production is always red."));
    form->addRow(tr("Colour"), inRow({m_colour, hint}, this));
    return page;
}

void ProfileForm::setProfile(const ConnectionProfile &profile, bool isNew)
{
    m_shown = profile;
    clearSecrets();
    m_name->setText(profile.name);
    m_name->setReadOnly(!isNew);
    m_environment->setCurrent(positionOf(environments, profile.environment, 3));
    showText(m_database, profile.database);
    m_sslMode->setCurrentIndex(positionOf(sslModes, profile.sslMode, 0));
    showText(m_url, profile.url.toString());
    showText(m_tokenFile, profile.tokenFile);
    const auto fill = [](QLineEdit *const(&fields)[3], const TlsFiles &files) {
        showText(fields[0], files.authorities);
        showText(fields[1], files.certificate);
        showText(fields[2], files.key);
    };
    fill(m_apiFiles, profile.apiTls);
    fill(m_databaseFiles, profile.databaseTls);
    m_allowPlainHttp->setChecked(profile.allows(SafetyException::PlainHttp));
    m_allowWeakSslMode->setChecked(profile.allows(SafetyException::WeakSslMode));
    m_proxyKind->setCurrentIndex(int(profile.proxy.kind));
    m_proxyHost->setText(profile.proxy.host);
    const QSignalBlocker quiet(m_proxyPort);
    m_proxyPort->setValue(profile.proxy.port == 0 ? 3128 : profile.proxy.port);
    showMeasures(profile.measures);
    m_colour->setCurrentIndex(int(ConnectionProfile::colours().indexOf(profile.colour)) + 1);
    updateHints();
}

ConnectionProfile ProfileForm::profile() const
{
    ConnectionProfile profile = m_shown;
    profile.name = m_name->text().trimmed();
    // A name of its own stays what it was.
    if (m_environment->current() != positionOf(environments, m_shown.environment, 3))
        profile.environment =
            QString::fromLatin1(environments.at(std::size_t(m_environment->current())));
    profile.database = m_database->text().trimmed();
    profile.storesPassword = m_shown.storesPassword || !password().isEmpty();
    profile.sslMode = QString::fromLatin1(sslModes.at(std::size_t(m_sslMode->currentIndex())));
    profile.url = QUrl(m_url->text().trimmed(), QUrl::StrictMode);
    profile.tokenFile = token().isEmpty() ? m_tokenFile->text().trimmed() : QString();
    const auto filesOf = [](QLineEdit *const(&fields)[3]) {
        return TlsFiles{fields[0]->text().trimmed(), fields[1]->text().trimmed(),
                        fields[2]->text().trimmed()};
    };
    profile.apiTls = filesOf(m_apiFiles);
    profile.databaseTls = filesOf(m_databaseFiles);
    profile.exceptions.clear();
    if (m_allowPlainHttp->isChecked())
        profile.exceptions += SafetyException::PlainHttp;
    if (m_allowWeakSslMode->isChecked())
        profile.exceptions += SafetyException::WeakSslMode;
    if (m_allowPlainMetrics->isChecked())
        profile.exceptions += SafetyException::PlainMetrics;
    profile.measures = measures();
    const auto kind = Proxy::Kind(m_proxyKind->currentIndex());
    const bool hasHost = kind == Proxy::Kind::Http || kind == Proxy::Kind::Socks5;
    profile.proxy = hasHost
        ? Proxy{kind, m_proxyHost->text().trimmed(), quint16(m_proxyPort->value())}
        : Proxy{kind, {}, 0};
    profile.colour = ConnectionProfile::colours().value(m_colour->currentIndex() - 1);
    return profile;
}

QString ProfileForm::token() const
{
    return m_token->text().trimmed();
}

QString ProfileForm::password() const
{
    return m_password->text();
}

QString ProfileForm::measuresSecret() const
{
    return m_metricsSecret->text();
}

void ProfileForm::clearSecrets()
{
    m_metricsSecret->clear();
    m_token->clear();
    m_password->clear();
}

void ProfileForm::setPlace(const QString &place)
{
    m_place = place;
    updateHints();
}

void ProfileForm::updateHints()
{
    m_sslModeHint->setText(
        sslModeHint(QString::fromLatin1(sslModes.at(std::size_t(m_sslMode->currentIndex())))));
    m_passwordHint->setText(m_shown.storesPassword ? m_place : tr("none kept, or libpq's own"));
    m_tokenHint->setText(m_tokenFile->text().isEmpty() ? m_place : tr("from the file below"));
    const auto kind = Proxy::Kind(m_proxyKind->currentIndex());
    const bool hasHost = kind == Proxy::Kind::Http || kind == Proxy::Kind::Socks5;
    m_proxyHost->setEnabled(hasHost);
    m_proxyPort->setEnabled(hasHost);
    updateMetrics();
}

void ProfileForm::updateMetrics()
{
    const auto source = MeasureServer::Kind(m_metricsSource->currentIndex());
    const bool isChosen = source != MeasureServer::Kind::None;
    for (QLineEdit *field : {m_metricsUrl, m_metricsUser, m_metricsSecret})
        field->setEnabled(isChosen);
    m_allowPlainMetrics->setEnabled(isChosen);
    m_metricsDatabase->setEnabled(source == MeasureServer::Kind::ClickHouse);
    m_metricsJob->setEnabled(source == MeasureServer::Kind::Prometheus);
    m_metricsUrl->setPlaceholderText(source == MeasureServer::Kind::Prometheus
                                         ? QStringLiteral("https://prometheus.example")
                                         : QStringLiteral("https://clickhouse.example:8443"));
    m_metricsSecretHint->setText(m_shown.measures.storesSecret ? m_place : tr("none kept"));
}

void ProfileForm::browse(QLineEdit *field)
{
    auto *dialog = new QFileDialog(this, field->accessibleName());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, field, [this, field](const QString &file) {
        field->setText(file);
        emit edited();
    });
    dialog->open();
}

} // namespace gatehouse::ui
