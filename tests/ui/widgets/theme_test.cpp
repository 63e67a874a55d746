#include "resources/resources.h"
#include "ui/widgets/appearance.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QWidget>

using namespace gatehouse;
using namespace gatehouse::widgets;

class ThemeTest : public QObject
{
    Q_OBJECT

private slots:
    void textPassesAaOnEverythingItStandsOn_data();
    void textPassesAaOnEverythingItStandsOn();
    void environmentTextPassesAa_data() { schemes(); }
    void environmentTextPassesAa();
    void statusTextPassesAaOnItsTint_data() { schemes(); }
    void statusTextPassesAaOnItsTint();
    void contrastIsThatOfWcag();
    void lengthsAreThoseOfTheTokens();
    void missingColourIsNamed();
    void aWidgetFollowsTheSchemeThatWasApplied();
    void unknownEnvironmentIsNeverTakenForLocal();
    void portalValues_data();
    void portalValues();
    void choiceNamesRoundTrip();
    void chosenSchemeIsAppliedAndAnnouncedOnce();

private:
    void schemes();
};

void ThemeTest::schemes()
{
    QTest::addColumn<Scheme>("scheme");
    QTest::newRow("light") << Scheme::Light;
    QTest::newRow("dark") << Scheme::Dark;
}

void ThemeTest::textPassesAaOnEverythingItStandsOn_data()
{
    QTest::addColumn<QColor>("text");
    QTest::addColumn<QColor>("ground");
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        const Theme &theme = Theme::of(scheme);
        const char *name = scheme == Scheme::Dark ? "dark" : "light";
        QList<QColor> texts{theme.text, theme.textMuted};
        for (int shape = int(StatusShape::HollowCircle); shape <= int(StatusShape::CrossedBox);
             ++shape)
            texts.append(theme.tone(StatusShape(shape)).text);
        const QList<QColor> grounds{theme.base, theme.alternateBase, theme.selection};
        for (int text = 0; text < texts.size(); ++text) {
            for (int ground = 0; ground < grounds.size(); ++ground)
                QTest::addRow("%s text %d ground %d", name, text, ground)
                    << texts[text] << grounds[ground];
        }
    }
}

void ThemeTest::textPassesAaOnEverythingItStandsOn()
{
    QFETCH(QColor, text);
    QFETCH(QColor, ground);
    QVERIFY2(contrast(text, ground) >= 4.5, qPrintable(QString::number(contrast(text, ground))));
}

void ThemeTest::environmentTextPassesAa()
{
    QFETCH(Scheme, scheme);
    const Theme &theme = Theme::of(scheme);
    for (const EnvironmentColours &environment : {theme.local, theme.staging, theme.production})
        QVERIFY(contrast(environment.text, environment.fill) >= 4.5);
    for (const auto colour : {u"grey", u"amber", u"blue", u"green", u"violet"}) {
        const EnvironmentColours own = theme.environment(u"staging", QStringView(colour));
        QVERIFY2(contrast(own.text, own.fill) >= 4.5, qPrintable(QString::fromUtf16(colour)));
    }
    QVERIFY(contrast(theme.accentText, theme.accent) >= 4.5);
    QVERIFY(contrast(theme.tooltipText, theme.tooltip) >= 4.5);
}

void ThemeTest::statusTextPassesAaOnItsTint()
{
    QFETCH(Scheme, scheme);
    const Theme &theme = Theme::of(scheme);
    for (int shape = int(StatusShape::HollowCircle); shape <= int(StatusShape::CrossedBox);
         ++shape) {
        const ToneColours tone = theme.tone(StatusShape(shape));
        QVERIFY2(contrast(tone.text, tone.tint) >= 4.5, qPrintable(QString::number(shape)));
    }
    QVERIFY(contrast(theme.warning.text, theme.warning.tint) >= 4.5);
    QVERIFY(contrast(theme.text, theme.failed.tint) >= 4.5);
}

void ThemeTest::contrastIsThatOfWcag()
{
    QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrast(Qt::white, Qt::white), 1.0);
    QVERIFY(qAbs(contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.478) < 0.001);
}

void ThemeTest::lengthsAreThoseOfTheTokens()
{
    const auto tokens = resource(QStringLiteral("styles/tokens.json"));
    QVERIFY(tokens.has_value());
    const QJsonObject root = QJsonDocument::fromJson(*tokens).object();
    const QJsonObject sizes = root[QStringLiteral("size")].toObject();
    const std::pair<const char *, int> expected[]{
        {"header", size::header},
        {"filterBar", size::filterBar},
        {"tableRow", size::tableRow},
        {"tableHeader", size::tableHeader},
        {"control", size::control},
        {"controlSmall", size::controlSmall},
        {"chip", size::chip},
        {"sidebar", size::sidebar},
        {"detailPane", size::detailPane},
        {"waitBar", size::waitBar},
        {"statusBar", size::statusBar},
        {"tabBar", size::tabBar},
    };
    for (const auto &[name, length] : expected)
        QCOMPARE(length, sizes[QLatin1StringView(name)].toInt());
}

void ThemeTest::missingColourIsNamed()
{
    QByteArray tokens = *resource(QStringLiteral("styles/tokens.json"));
    tokens.replace("\"textMuted\"", "\"renamed\"");
    const Result<Theme> theme = readTheme(tokens, Scheme::Dark);
    QVERIFY(!theme);
    QCOMPARE(theme.error().kind, ErrorKind::Invalid);
    QVERIFY(theme.error().message.contains(QStringLiteral("textMuted")));
}

void ThemeTest::aWidgetFollowsTheSchemeThatWasApplied()
{
    QWidget widget;
    applyTheme(*qApp, Scheme::Dark);
    QTRY_COMPARE(Theme::of(&widget).scheme, Scheme::Dark);
    QCOMPARE(widget.palette().color(QPalette::Base), Theme::of(Scheme::Dark).base);
    applyTheme(*qApp, Scheme::Light);
    QTRY_COMPARE(Theme::of(&widget).scheme, Scheme::Light);
    QVERIFY(qobject_cast<GatehouseStyle *>(widget.style()));
}

void ThemeTest::unknownEnvironmentIsNeverTakenForLocal()
{
    const Theme &theme = Theme::of(Scheme::Light);
    QCOMPARE(theme.environment(u"local").fill, theme.local.fill);
    QCOMPARE(theme.environment(u"production").fill, theme.production.fill);
    QCOMPARE(theme.environment(u"europe").fill, theme.staging.fill);
    QCOMPARE(theme.environment(u"").fill, theme.raised);
    QCOMPARE(theme.environment(u"europe", u"grey").fill, theme.local.fill);
    QCOMPARE(theme.environment(u"local", u"blue").fill, theme.series.at(0));
    QCOMPARE(theme.environment(u"production", u"blue").fill, theme.production.fill);
}

void ThemeTest::portalValues_data()
{
    QTest::addColumn<uint>("value");
    QTest::addColumn<Scheme>("fallback");
    QTest::addColumn<Scheme>("scheme");
    QTest::newRow("dark") << 1u << Scheme::Light << Scheme::Dark;
    QTest::newRow("light") << 2u << Scheme::Dark << Scheme::Light;
    QTest::newRow("no preference") << 0u << Scheme::Dark << Scheme::Dark;
    QTest::newRow("unknown") << 7u << Scheme::Light << Scheme::Light;
}

void ThemeTest::portalValues()
{
    QFETCH(uint, value);
    QFETCH(Scheme, fallback);
    QTEST(SystemScheme::fromPortal(value, fallback), "scheme");
}

void ThemeTest::choiceNamesRoundTrip()
{
    for (const SchemeChoice choice :
         {SchemeChoice::System, SchemeChoice::Light, SchemeChoice::Dark})
        QCOMPARE(schemeChoice(schemeChoiceName(choice)), choice);
    QCOMPARE(schemeChoice(u"mauve"), SchemeChoice::System);
}

void ThemeTest::chosenSchemeIsAppliedAndAnnouncedOnce()
{
    Appearance appearance(*qApp, SchemeChoice::Light);
    int announced = 0;
    connect(&appearance, &Appearance::schemeChanged, this, [&announced] { ++announced; });
    appearance.setChoice(SchemeChoice::Dark);
    appearance.setChoice(SchemeChoice::Dark);
    QCOMPARE(announced, 1);
    QCOMPARE(Theme::of(QApplication::palette()).scheme, Scheme::Dark);
    appearance.setChoice(SchemeChoice::Light);
}

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
