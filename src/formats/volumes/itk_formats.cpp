#include "itk_formats.hpp"

#include <algorithm>
#include <string_view>

#include <gdcmTrace.h>
#include <itkBMPImageIOFactory.h>
#include <itkJPEGImageIOFactory.h>
#include <itkMacro.h>
#include <itkMetaImageIOFactory.h>
#include <itkNrrdImageIOFactory.h>
#include <itkPNGImageIOFactory.h>
#include <itkTIFFImageIOFactory.h>

namespace imis {

void prepare_itk() {
    static const bool prepared = [] {
        itk::Object::GlobalWarningDisplayOff();
        gdcm::Trace::DebugOff();
        gdcm::Trace::WarningOff();
        gdcm::Trace::ErrorOff();
        itk::BMPImageIOFactory::RegisterOneFactory();
        itk::JPEGImageIOFactory::RegisterOneFactory();
        itk::MetaImageIOFactory::RegisterOneFactory();
        itk::NrrdImageIOFactory::RegisterOneFactory();
        itk::PNGImageIOFactory::RegisterOneFactory();
        itk::TIFFImageIOFactory::RegisterOneFactory();
        return true;
    }();
    static_cast<void>(prepared);
}

namespace {

// NrrdIO's messages list who called whom, "[nrrd] function: what happened" each; the last one says why.
std::string without_nrrd_calls(const std::string& text) {
    constexpr std::string_view mark = "[nrrd] ";
    const auto last = text.rfind(mark);
    if (last == std::string::npos) return text;
    const auto colon = text.find(": ", last);
    return text.substr(colon == std::string::npos ? last + mark.size() : colon + 2);
}

}  // namespace

std::string itk_reason(const std::exception& problem) {
    const auto* itk_problem = dynamic_cast<const itk::ExceptionObject*>(&problem);
    std::string text = itk_problem != nullptr ? itk_problem->GetDescription() : problem.what();
    std::ranges::replace(text, '\n', ' ');
    // "ITK ERROR: Class(0x...): what happened", or GDCM's "./Source/file.h:74 (): what happened"
    const auto colon = text.find("): ");
    const bool has_place =
        text.starts_with("ITK ERROR") || text.starts_with("itk::ERROR") || text.starts_with("./Source");
    if (has_place && colon != std::string::npos) text.erase(0, colon + 3);
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return without_nrrd_calls(text);
}

}  // namespace imis
